import type { ModelEntry } from '../../shared/api.ts';
import type { Session } from '../../shared/session.ts';
import type { Client } from '../transport/connect.ts';
import { choicesOf, dropUnknown, takeUpChoices } from './choices.ts';
import { failureToShow } from './failure.ts';
import { keepUnopened, type Opened } from './keepUnopened.ts';
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
  #last: Session | null = null;
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

  /** Sets the window as it was last time, before it is drawn. */
  takeUp(session: Session | null): void {
    this.#last = session;
    if (!session) return;
    const { methodSettings, view } = this.#workbench;
    const { params, tab } = session;
    methodSettings.chosen = params;
    this.#workbench.tab = TABS.find((known) => known === tab) ?? this.#workbench.tab;
    view.signed = session.view.signed;
    view.interpolation = session.view.interpolation;
    view.style = session.view.style;
    takeUpChoices(this.#workbench, session.choices);
  }

  /** Start: what the last session showed, or what this start was asked for; at the very first, the bundled photos and model. */
  async start(): Promise<void> {
    const { activity, engine, gallery, models, opener } = this.#workbench;
    await this.#workbench.guard(async () => {
      const [asked] = await activity.during('Starting', () =>
        Promise.all([this.#client.call('host.asked', {}), engine.load(), gallery.list(), models.list()]),
      );
      const method = engine.info?.methods.find(({ id }) => id === this.#last?.method);
      if (method) this.#workbench.method = method.id;
      dropUnknown(this.#workbench);
      const opening = openingOf(this.#last, asked, gallery.folders, models.offered);
      const { folder, image, model, missingFolder, missingModel } = opening;
      if (this.#last) takeUpChannels(this.#workbench, this.#last, model ?? missingModel);
      if (missingFolder) gallery.miss(missingFolder);
      if (missingModel) models.miss(missingModel);
      await Promise.all([folder && opener.folder(folder, image), model && opener.model(model)]);
    });
    this.started = true;
  }

  /** What the next start is to show: what is on show now, and what waits for its folder or its model. */
  now(): Session {
    return sessionOf(this.#workbench, this.#last);
  }

  /** Sends what is on show to the host where it is not what was sent last; to be called whenever that may have changed. */
  remember(): void {
    if (!this.started) return;
    const session = this.now();
    const text = JSON.stringify(session);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#saves.push(session);
  }
}

/** @param entry the model to begin with: the pins of another one are not seen */
function takeUpChannels(
  { channels, pinned }: Workbench,
  { model, layer, image, absent, selected, pinnedChannels }: Session,
  entry: ModelEntry | null,
): void {
  if (!model || layer === null) return;
  const place = { model: model.id, layer };
  channels.restore({ ...place, image }, absent, selected);
  if (entry?.ref === model.ref) pinned.restore({ ...place, channels: pinnedChannels });
}

/** @param last stands for what is not open */
function sessionOf(workbench: Workbench, last: Session | null): Session {
  const { channels, gallery, models, pinned, target, view } = workbench;
  const { opened, card } = models;
  const shown: Opened = {
    folder: gallery.folder,
    image: gallery.selected,
    model: opened && card ? { ...opened, id: card.id } : null,
    layer: models.layerTensor,
    target: target.selector,
    pinned: target.pinned,
  };
  const chosen = last ? keepUnopened(shown, last) : shown;
  // Of what is chosen: until that is explained another place may be on show.
  const place = { model: chosen.model?.id ?? '', layer: chosen.layer ?? '' };
  const { history, selected } = channels.editsAt({ ...place, image: chosen.image });
  return {
    ...chosen,
    method: workbench.method,
    params: workbench.methodSettings.chosen,
    absent: [...history.absent],
    selected,
    pinnedChannels: [...pinned.at(place)],
    tab: workbench.tab,
    view: { signed: view.signed, interpolation: view.interpolation, style: view.style },
    choices: choicesOf(workbench),
  };
}
