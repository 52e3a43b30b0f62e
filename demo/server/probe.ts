import { CubeApiError, generateSession, revokeSession } from '../../src/server/index.js';
import type { CubeAccount } from './backend.js';
import { PEOPLE, cubeViewer } from './viewers.js';

/**
 * Mints one session of a Cube tenant for the first viewer, and revokes it. Throws an error with Cube's own message when the
 * tenant refuses: better at the start than as an error panel on the page.
 */
export async function probe(account: CubeAccount): Promise<void> {
  try {
    const { sessionId } = await generateSession(
      { deploymentId: account.deploymentId, ...cubeViewer(PEOPLE[0]!, false) },
      account,
    );
    await revokeSession(sessionId, account);
  } catch (error) {
    if (!(error instanceof CubeApiError)) throw error;
    // Without a message from Cube, the error's message contains the advice.
    const words = error.cubeMessage
      ? [error.cubeMessage, error.advice].filter(Boolean).join('\n')
      : error.message;
    const status = error.status ? ` (HTTP ${error.status})` : '';
    throw new Error(`${account.tenantUrl} gave no session${status}: ${words}`, { cause: error });
  }
}
