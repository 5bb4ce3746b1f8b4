/** The commands that package.json contributes; none may equal a command of the server, which the client registers too. */
export const RESTART_SERVER = 'groundplan.restartServer';
export const SHOW_LOG = 'groundplan.showLog';
export const REINDEX_WORKSPACE = 'groundplan.reindexWorkspace';

/** Behind the buttons "Open Settings"; not in the palette. */
export const OPEN_SERVER_SETTINGS = 'groundplan.openServerSettings';

/** The server's own command behind "Reindex": one argument, a dictionary. */
export const SERVER_REINDEX = 'groundplan.reindex';
