/** The commands that package.json contributes; none may equal a command of the server, which the client registers too. */
export const RESTART_SERVER = 'groundplan.restartServer';
export const SHOW_LOG = 'groundplan.showLog';
export const REINDEX_WORKSPACE = 'groundplan.reindexWorkspace';
export const RUN_DOCTOR = 'groundplan.runDoctor';
export const CREATE_PLAN = 'groundplan.createPlan';
export const CREATE_PLAN_FROM_REQUIREMENTS = 'groundplan.createPlanFromRequirements';
export const CHOOSE_SECTION = 'groundplan.chooseSection';
export const SEARCH_PRIOR_ART = 'groundplan.searchPriorArt';
export const CONVERT_REFERENCES = 'groundplan.convertReferences';
export const SHOW_FEATURE_SLICE = 'groundplan.showFeatureSlice';
export const REVIEW_PLAN = 'groundplan.reviewPlan';
export const CHECK_DRIFT = 'groundplan.checkDrift';

/** In the views only. */
export const OPEN_PRIOR_ART = 'groundplan.openPriorArt';
export const INSERT_PRIOR_ART_LINK = 'groundplan.insertPriorArtLink';
export const REFRESH_PRIOR_ART = 'groundplan.refreshPriorArt';
export const OPEN_PLAN_SECTION = 'groundplan.openPlanSection';
export const FILL_PLAN_SECTION = 'groundplan.fillPlanSection';

/** Behind the buttons "Open Settings"; not in the palette. */
export const OPEN_SERVER_SETTINGS = 'groundplan.openServerSettings';

/** The server's own commands: one argument, a dictionary. */
export const SERVER_REINDEX = 'groundplan.reindex';
export const SERVER_INSERT_SECTION = 'groundplan.insertSection';
export const SERVER_NEW_PLAN = 'groundplan.newPlan';
export const SERVER_SLICE = 'groundplan.slice';
export const SERVER_REVIEW = 'groundplan.review';
export const SERVER_DRIFT = 'groundplan.drift';

/** The views. */
export const PRIOR_ART_VIEW = 'groundplan.priorArt';
export const PLAN_OUTLINE_VIEW = 'groundplan.planOutline';
