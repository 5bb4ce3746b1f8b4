/** The commands, one line each. */
import { commands, Disposable, type LogOutputChannel } from 'vscode';

import type { OutlineSection, PriorArtItem } from '../answers';
import type { Reports } from '../reports';
import type { ServerSession } from '../session';
import type { OutlineView } from '../views/outlineView';
import type { PlanTracker } from '../views/planTracker';
import type { PriorArtView } from '../views/priorArtView';
import { chooseSection } from './chooseSection';
import { convertReferences } from './convertReferences';
import { createPlan } from './createPlan';
import { runDoctor } from './doctor';
import { fillSection } from './fillSection';
import * as ids from './ids';
import { openServerSettings } from './openServerSettings';
import { insertLink, openPriorArt, searchPriorArt } from './priorArt';
import { reindex } from './reindex';
import { reportOnPlan, showFeatureSlice } from './showReport';

/** What commands work on. */
export interface CommandContext {
  readonly session: ServerSession;
  readonly tracker: PlanTracker;
  readonly priorArt: PriorArtView;
  readonly outline: OutlineView;
  readonly reports: Reports;
  readonly log: LogOutputChannel;
}

/** Registers every command that package.json contributes, and the one behind the buttons. */
export function registerCommands(context: CommandContext): Disposable {
  const { session, tracker, priorArt, outline, log } = context;
  const register = commands.registerCommand.bind(commands);
  return Disposable.from(
    register(ids.RESTART_SERVER, () => session.restart()),
    register(ids.SHOW_LOG, () => { log.show(); }),
    register(ids.OPEN_SERVER_SETTINGS, openServerSettings),
    register(ids.REINDEX_WORKSPACE, () => reindex(session)),
    register(ids.RUN_DOCTOR, () => runDoctor(session)),
    register(ids.CREATE_PLAN, () => createPlan(session, 'plain')),
    register(ids.CREATE_PLAN_FROM_REQUIREMENTS, (uri: unknown) => createPlan(session, 'fromRequirements', uri)),
    register(ids.CHOOSE_SECTION, () => chooseSection(tracker)),
    register(ids.SEARCH_PRIOR_ART, () => { searchPriorArt(session, tracker); }),
    register(ids.CONVERT_REFERENCES, () => convertReferences(tracker)),
    register(ids.SHOW_FEATURE_SLICE, () => showFeatureSlice(context)),
    register(ids.REVIEW_PLAN, (uri: unknown) => reportOnPlan(context, ids.SERVER_REVIEW, uri)),
    register(ids.CHECK_DRIFT, (uri: unknown) => reportOnPlan(context, ids.SERVER_DRIFT, uri)),
    register(ids.OPEN_PRIOR_ART, (found: PriorArtItem) => openPriorArt(found)),
    register(ids.INSERT_PRIOR_ART_LINK, (found: PriorArtItem) => insertLink(found, tracker)),
    register(ids.REFRESH_PRIOR_ART, () => priorArt.refresh()),
    register(ids.OPEN_PLAN_SECTION, (section: OutlineSection) => outline.open(section)),
    register(ids.FILL_PLAN_SECTION, (section: OutlineSection) => fillSection(session, tracker, section)),
  );
}
