"""What fills a plan's sections: one file per section, each a list of lines with their evidence."""
