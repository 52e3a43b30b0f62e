import { defaults } from '../page/defaults.js';
import { savesData } from '../shared/saves-data.js';
import type { Embed, EmbedHost } from './embed.js';
import { hasKept, keepEmbed, mostKept } from './kept-embeds.js';
import { canMoveFrames, ParkingSpace } from './parking.js';
import { RunningEmbed } from './running-embed.js';
import type { EmbedRecord } from './settings.js';
import { settingsOf } from './settings.js';

/** The elements' default height, in pixels: that of the element to come is not known. */
const PRERENDERED_HEIGHT = 600;

/** An embed that this element holds. */
export function createEmbed(host: EmbedHost): Embed {
  return new RunningEmbed(host);
}

/**
 * Loads an embed that no element holds yet, into the parking: an element with `keep` and the same settings takes it over. Does
 * nothing where there is one already, where frames cannot be moved, or the viewer saves data.
 * @throws CubeEmbedError `invalid-config`.
 */
export function prerenderEmbed(document: Document, record: EmbedRecord): void {
  const root = document.documentElement;
  if (savesData() || !canMoveFrames(root) || mostKept() < 1) return;
  const settings = settingsOf(record, defaults());
  const { keptKey, fetchSession: source } = settings;
  if (hasKept({ keptKey, source, element: root })) return;
  const space = new ParkingSpace(document, record, root.clientWidth, PRERENDERED_HEIGHT);
  const embed = new RunningEmbed(space, settings);
  embed.attach(space);
  keepEmbed(embed);
}
