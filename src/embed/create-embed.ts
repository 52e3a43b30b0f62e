import { savesData } from '../shared/saves-data.js';
import type { Embed, EmbedHost } from './embed.js';
import { keepEmbed, mostKept } from './kept-embeds.js';
import { canMoveFrames, ParkingSpace } from './parking.js';
import { RunningEmbed } from './running-embed.js';
import type { EmbedRecord } from './settings.js';

/** The elements' default height, in pixels: that of the element to come is not known. */
const PRERENDERED_HEIGHT = 600;

/** An embed that this element holds. */
export function createEmbed(host: EmbedHost): Embed {
  return new RunningEmbed(host);
}

/**
 * Loads an embed that no element holds yet, into the parking: an element with `keep` and the same settings takes it over. Does
 * nothing where frames cannot be moved, or the viewer saves data.
 */
export function prerenderEmbed(document: Document, record: EmbedRecord): void {
  if (savesData() || !canMoveFrames(document.documentElement) || mostKept() < 1) return;
  const space = new ParkingSpace(document, record, document.documentElement.clientWidth, PRERENDERED_HEIGHT);
  const embed = new RunningEmbed(space);
  embed.attach(space);
  keepEmbed(embed);
}
