"""What role code plays: routes, handlers, registrars, registered models and the origin of files.

`files` and `handlers` need one file only and run where it is parsed; everything else looks at the whole program.
"""
