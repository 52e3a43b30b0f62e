import { now, setAlarm } from '../page/alarm.js';
import { defaults } from '../page/defaults.js';
import { savesData } from '../shared/saves-data.js';
import type { ViewerData } from '../shared/viewer.js';
import { holdForViewerInModule } from '../shared/viewer.js';

/** An embed that no element holds. */
export interface KeptEmbed {
  /** Equal for embeds that can stand in for each other. */
  readonly keptKey: string;
  /** Its source of sessions: an embed of another source may be another viewer's. */
  readonly source: unknown;
  readonly element: Element;
  /** Whether an element can take it: it loads, or its frame is as it was when it was kept. */
  readonly isUsable: boolean;
  /** When its token expires; `Infinity` while it loads. */
  readonly tokenEnd: number;
  /** Removes its frames and ends its session. */
  end(): void;
}

const MOST = 3;
const SECONDS = 300;
/** On a device with at most this many gigabytes, or whose viewer saves data, one embed is kept. */
const SMALL_MEMORY = 2;

let kept: { readonly embed: KeptEmbed; readonly until: number }[] = [];

const holder: ViewerData = {
  forgetViewer() {
    const dropped = kept;
    kept = [];
    return () => {
      watchClock();
      for (const { embed } of dropped) embed.end();
    };
  },
};
holdForViewerInModule(holder);

/** How many embeds may be kept: `configure`'s `keep.most`, 3 by default. */
export function mostKept(): number {
  const { deviceMemory = Infinity } = navigator as { deviceMemory?: number };
  const most = defaults().keep?.most ?? MOST;
  return savesData() || deviceMemory <= SMALL_MEMORY ? Math.min(most, 1) : most;
}

/** Keeps an embed until an element takes it, for `configure`'s `keep.seconds` at most. The oldest ones go first. */
export function keepEmbed(embed: KeptEmbed): void {
  const seconds = defaults().keep?.seconds ?? SECONDS;
  const all = [...kept, { embed, until: now() + 1_000 * seconds }];
  const most = mostKept();
  kept = most > 0 ? all.slice(-most) : [];
  const dropped = all.filter((each) => !kept.includes(each));
  dropExpired();
  for (const each of dropped) each.embed.end();
}

type Wanted = Pick<KeptEmbed, 'keptKey' | 'source' | 'element'>;

function find({ keptKey, source, element }: Wanted): (typeof kept)[number] | undefined {
  return kept.findLast(
    ({ embed }) =>
      embed.keptKey === keptKey &&
      embed.source === source &&
      embed.element.ownerDocument === element.ownerDocument,
  );
}

/** Whether an embed of the same key and source is kept, or is loading to be. */
export function hasKept(wanted: Wanted): boolean {
  dropExpired();
  return !!find(wanted);
}

/** Takes out the kept embed of the same key and source, if there is a usable one. */
export function takeKept(wanted: Wanted): KeptEmbed | undefined {
  const found = find(wanted);
  if (!found) return undefined;
  const { embed, until } = found;
  forgetKept(embed);
  if (embed.isUsable && now() < Math.min(until, embed.tokenEnd)) return embed;
  embed.end();
  return undefined;
}

/** Takes an embed out that has ended by itself. */
export function forgetKept(embed: KeptEmbed): void {
  kept = kept.filter((each) => each.embed !== embed);
  watchClock();
}

/** Ends the embeds whose time is over. */
function dropExpired(): void {
  const expired = kept.filter((each) => endOf(each) <= now());
  kept = kept.filter((each) => !expired.includes(each));
  watchClock();
  for (const { embed } of expired) embed.end();
}

/** Looks again when the next embed's time is over. */
function watchClock(): void {
  setAlarm(dropExpired, Math.min(...kept.map(endOf)));
}

function endOf({ embed, until }: (typeof kept)[number]): number {
  return Math.min(until, embed.tokenEnd);
}
