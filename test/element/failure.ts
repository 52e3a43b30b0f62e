import { expect } from '@open-wc/testing';
import type { CubeEmbedElement, CubeEmbedErrorCode } from '../../src/index.js';
import { consoleLines, until } from './support.js';

/** Waits for the element to fail, and for the one line that says so on the console; gives the code. */
export async function failure(element: CubeEmbedElement): Promise<CubeEmbedErrorCode> {
  await until(() => element.status === 'error', 'the element to fail');
  const lines = consoleLines();
  expect(lines, 'console lines').to.have.length(1);
  expect(lines[0]).to.contain(`<${element.localName}> ${element.error!.code}: `);
  return element.error!.code;
}
