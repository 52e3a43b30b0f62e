import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ViewContext } from '../view-context.js';

/** Renders who is signed in, and the attributes that restrict what they see. */
export function viewerView({ claims }: ViewContext): TemplateResult {
  return html`<span data-test="viewer">${claims.userProfile.displayName ?? claims.sub}</span>
    ${claims.userAttributes.map(
      ({ name, value }) => html`<span class="tag" data-test="attribute">${name}: ${String(value)}</span>`,
    )}`;
}
