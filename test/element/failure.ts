import { expect } from '@open-wc/testing';
import type { CubeEmbedElement, CubeEmbedErrorCode } from '../../src/index.js';
import { consoleLines, until } from './support.js';

/** Waits until the element has failed and logged one console line; returns the error code. */
export async function failure(element: CubeEmbedElement): Promise<CubeEmbedErrorCode> {
  await until(() => element.status === 'error', 'the element to fail');
  const lines = consoleLines();
  expect(lines, 'console lines').to.have.length(1);
  expect(lines[0]).to.contain(`<${element.localName}> ${element.error!.code}: `);
  return element.error!.code;
}
