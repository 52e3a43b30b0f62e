import type { BootstrapContext } from '@angular/platform-browser';
import { bootstrapApplication, provideClientHydration } from '@angular/platform-browser';
import { provideServerRendering, renderApplication } from '@angular/platform-server';
import { App } from './app.ts';

const bootstrap = (context: BootstrapContext) =>
  bootstrapApplication(App, { providers: [provideServerRendering(), provideClientHydration()] }, context);

export const renderPage = (document: string) => renderApplication(bootstrap, { document, url: '/' });
