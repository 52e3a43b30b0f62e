import { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from './elements.js';
import { define } from './elements/define.js';
import type { EmbedTags } from './jsx.js';

export * from './elements.js';

define('cube-embed-dashboard', CubeEmbedDashboard);
define('cube-embed-chat', CubeEmbedChat);
define('cube-embed-app', CubeEmbedApp);

declare global {
  interface HTMLElementTagNameMap extends EmbedTags {}
}
