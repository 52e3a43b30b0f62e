import { byId, config } from './config.js';
import { reloadAll, startControls } from './controls.js';
import { embeds, placeEmbeds } from './embeds.js';
import { logNews, startEventLog } from './event-log.js';
import { watchNews } from './news.js';
import { startSignIn } from './sign-in.js';
import { startStateStrip } from './state-strip.js';
import { startTabs } from './tabs.js';

function enter(): void {
  byId('welcome').hidden = true;
  byId('workspace').hidden = false;
  placeEmbeds();
  const count = startStateStrip(embeds);
  watchNews((news) => {
    logNews(news);
    count(news);
  });
}

startEventLog();
startTabs();
startControls();
startSignIn((viewer) => {
  if (embeds.length > 0) reloadAll();
  else if (viewer) enter();
});
if (config.viewer) enter();
else byId('welcome').hidden = false;
