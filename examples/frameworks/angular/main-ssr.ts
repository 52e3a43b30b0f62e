import { bootstrapApplication, provideClientHydration } from '@angular/platform-browser';
import { App } from './app.ts';

await bootstrapApplication(App, { providers: [provideClientHydration()] });
