import '../../src/inspector/index.js';
import { startClock } from './clock.js';
import { startCode } from './code/panel.js';
import { startControls } from './controls/panel.js';
import { placePair } from './embeds.js';
import { startPeople } from './people.js';
import { startScenarios } from './scenarios/player.js';
import { startTabs } from './tabs.js';

startClock();
startTabs();
startPeople();
startScenarios();
startControls();
placePair();
startCode();
