import { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from './elements.js';
import { define } from './elements/define.js';

export * from './elements.js';

define('cube-embed-dashboard', CubeEmbedDashboard);
define('cube-embed-chat', CubeEmbedChat);
define('cube-embed-app', CubeEmbedApp);

declare global {
  interface HTMLElementTagNameMap {
    'cube-embed-dashboard': CubeEmbedDashboard;
    'cube-embed-chat': CubeEmbedChat;
    'cube-embed-app': CubeEmbedApp;
  }
}
