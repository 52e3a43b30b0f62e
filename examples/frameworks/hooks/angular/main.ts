import { bootstrapApplication } from '@angular/platform-browser';
import { provideKeptEmbeds } from '../../angular/cube-embed.ts';
import { App } from './app.ts';

await bootstrapApplication(App, { providers: [provideKeptEmbeds()] });
