import type { ProtocolGeneration } from './types.js';

export const GENERATIONS: readonly ProtocolGeneration[] = ['none', 'events', 'renewal'];

export function isGeneration(value: unknown): value is ProtocolGeneration {
  return GENERATIONS.includes(value as ProtocolGeneration);
}
