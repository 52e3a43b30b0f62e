import type { News } from '../server/news.js';
import { byId, config } from './config.js';
import { reloadAll, startControls } from './controls.js';
import { embeds, placeEmbeds } from './embeds.js';
import { logNews, startEventLog } from './event-log.js';
import { watchNews } from './news.js';
import { startSignIn } from './sign-in.js';
import { startStateStrip } from './state-strip.js';
import { startTabs } from './tabs.js';

async function enter(): Promise<void> {
  byId('welcome').hidden = true;
  byId('workspace').hidden = false;
  let count: (news: News) => void = () => undefined;
  // The first sessions are news too.
  await watchNews((news) => {
    logNews(news);
    count(news);
  });
  placeEmbeds();
  count = startStateStrip(embeds);
}

startEventLog();
startTabs();
startControls();
startSignIn((viewer) => {
  if (embeds.length > 0) reloadAll();
  else if (viewer) void enter();
});
if (config.viewer) void enter();
else byId('welcome').hidden = false;
