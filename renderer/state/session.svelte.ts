import type { Session } from '../../shared/session.ts';
import type { Client } from '../transport/connect.ts';
import { failureToShow } from './failure.ts';
import { LatestWins } from './latestWins.ts';
import { openingOf } from './opening.ts';
import { TABS } from './tabs.ts';
import type { Workbench } from './workbench.svelte.ts';

/** What the host remembers of the window from start to start. */
export class SessionMemory {
  readonly #workbench: Workbench;
  readonly #client: Client;
  readonly #saves: LatestWins<Session, unknown>;
  /** Set once the last session has been taken up: what is shown before is not worth remembering. */
  started = $state(false);
  /** The session as it was sent last. */
  #sent = '';

  constructor(workbench: Workbench, client: Client) {
    this.#workbench = workbench;
    this.#client = client;
    this.#saves = new LatestWins((session: Session) => client.call('host.saveSession', { session }), {
      answered: () => undefined,
      failed: (error) => {
        this.#sent = '';
        workbench.error = failureToShow(error);
      },
    });
  }

  /** Start: what the last session showed, or what this start was asked for; at the very first, the bundled photos and model. */
  async start(): Promise<void> {
    const { activity, channels, engine, gallery, models, opener } = this.#workbench;
    await this.#workbench.guard(async () => {
      const [start] = await activity.during('Starting', () =>
        Promise.all([this.#client.call('host.session', {}), engine.load(), gallery.list(), models.list()]),
      );
      const canReopen = engine.host?.dialogs ?? false;
      const opening = openingOf(start, gallery.folders, models.offered, canReopen);
      const { folder, model, sameFolder, sameModel, missing } = opening;
      if (start.session) this.#takeUp(start.session);
      if (sameFolder && sameModel) channels.restore(sameFolder);
      if (sameModel) this.#pinAgain(sameModel);
      if (missing) gallery.miss(missing);
      await Promise.all([
        folder && opener.folder(folder, sameFolder?.image ?? null),
        model && opener.model(model, sameModel),
      ]);
    });
    this.started = true;
  }

  #pinAgain({ model, layer, pinnedChannels }: Session): void {
    if (model && layer !== null)
      this.#workbench.pinned.restore({ model: model.id, layer, channels: pinnedChannels });
  }

  /** Sends what is on show to the host where it is not what was sent last; to be called whenever that may have changed. */
  remember(): void {
    if (!this.started) return;
    const session = sessionOf(this.#workbench);
    const text = JSON.stringify(session);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#saves.push(session);
  }

  #takeUp({ method, params, tab, view }: Session): void {
    const workbench = this.#workbench;
    workbench.methodSettings.chosen = params;
    if (workbench.engine.info?.methods.some(({ id }) => id === method)) workbench.method = method;
    workbench.tab = TABS.find((known) => known === tab) ?? workbench.tab;
    workbench.view.signed = view.signed;
    workbench.view.interpolation = view.interpolation;
    workbench.view.style = view.style;
  }
}

function sessionOf(workbench: Workbench): Session {
  const { gallery, models, target, view } = workbench;
  const { opened, card } = models;
  return {
    folder: gallery.folder,
    image: gallery.selected,
    model: opened && card ? { ...opened, id: card.id } : null,
    layer: models.layerTensor,
    method: workbench.method,
    params: workbench.methodSettings.chosen,
    target: target.selector,
    pinned: target.pinned,
    absent: [...workbench.channels.absent],
    pinnedChannels: [...workbench.pinned.channels],
    tab: workbench.tab,
    view: { signed: view.signed, interpolation: view.interpolation, style: view.style },
  };
}
