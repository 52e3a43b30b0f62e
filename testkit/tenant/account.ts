import { HttpError } from './http.js';
import type { GenerateSessionRequest } from './session-request.js';
import type { CubeTenantOptions } from './types.js';

type Account = Required<
  Pick<CubeTenantOptions, 'any' | 'branches' | 'creatorMode' | 'deployments' | 'signedEmbedding'>
>;

/** Throws an {@link HttpError} with Cube's status for a session that the account or the API key's scope does not allow. */
export function requireScope(
  account: Account,
  { deploymentId, branchName, creatorMode }: GenerateSessionRequest,
): void {
  if (!account.signedEmbedding)
    throw new HttpError(403, 'Signed embedding is not switched on for this account.');
  if (creatorMode && !account.creatorMode) throw noCreatorMode();
  requireDeployment(account, deploymentId);
  if (branchName === undefined || branchName === null) return;
  if (!Object.hasOwn(account.branches, branchName)) throw new HttpError(404, 'The branch does not exist.');
  if (!account.branches[branchName]) throw new HttpError(400, 'The branch is not served.');
}

/** Throws 403 for a deployment outside the API key's scope. */
export function requireDeployment(
  { any, deployments }: Pick<Account, 'any' | 'deployments'>,
  deploymentId: number,
): void {
  if (!any && !deployments.includes(deploymentId))
    throw new HttpError(403, `Deployment ${deploymentId} is outside the API key's scope.`);
}

export function noCreatorMode(): HttpError {
  return new HttpError(403, 'Creator Mode is not switched on for this account.');
}
