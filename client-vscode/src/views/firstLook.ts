/** The Explorer shows views of extensions folded: with the first plan that a person opens, both are unfolded, once. */
import { commands, type Disposable, type Memento } from 'vscode';

import { PLAN_OUTLINE_VIEW, PRIOR_ART_VIEW } from '../commands/ids';
import type { PlanTracker } from './planTracker';

const DONE = 'groundplan.viewsUnfolded';

/** A view that can tell whether it is unfolded. */
interface Foldable {
  readonly isVisible: boolean;
}

/** Unfolds the views without taking the focus; who folds them again is left in peace. */
export function unfoldViewsOnce(state: Memento, tracker: PlanTracker, views: readonly Foldable[]): Disposable {
  let tries = state.get<boolean>(DONE) === true ? 0 : 3;
  return tracker.onDidChange(() => {
    if (tries === 0 || tracker.current === undefined) {
      return;
    }
    // The views are there only after the editor has heard that there is a plan, which may take it a moment.
    tries = views.every((view) => view.isVisible) ? 0 : tries - 1;
    if (tries === 0) {
      void state.update(DONE, true);
      return;
    }
    for (const view of [PRIOR_ART_VIEW, PLAN_OUTLINE_VIEW]) {
      void commands.executeCommand(`${view}.focus`, { preserveFocus: true });
    }
  });
}
