import 'cube-embed';
import { CUSTOM_ELEMENTS_SCHEMA, Component } from '@angular/core';
import type { Type } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import {
  BaseRouteReuseStrategy,
  RouteReuseStrategy,
  RouterLink,
  RouterOutlet,
  provideRouter,
} from '@angular/router';
import type { ActivatedRouteSnapshot, DetachedRouteHandle } from '@angular/router';
import { provideKeptEmbeds } from '../../angular/cube-embed.ts';
import { Keep } from './keep.ts';
import { Kept } from './kept.ts';

@Component({
  selector: 'app-report',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<cube-embed-dashboard
    base-url="https://acme.cubecloud.dev"
    dashboard-id="sales"
    session-endpoint="/cube-session"
  />`,
})
class Report {}

@Component({ selector: 'app-settings', template: '<h1>Settings</h1>' })
class Settings {}

@Component({ selector: 'app-nothing', template: '' })
class Nothing {}

@Component({
  selector: '#app',
  imports: [RouterLink, RouterOutlet],
  template: `
    <nav><a routerLink="/">Reports</a> <a routerLink="/settings">Settings</a></nav>
    <router-outlet />
  `,
})
class InRoute {}

/** Keeps every route that the viewer left, detached from the page. */
class KeepRoutes extends BaseRouteReuseStrategy {
  readonly #kept = new Map<unknown, DetachedRouteHandle>();
  override shouldDetach(route: ActivatedRouteSnapshot) {
    return route.routeConfig?.component === Report;
  }
  override store(route: ActivatedRouteSnapshot, handle: DetachedRouteHandle | null) {
    if (handle) this.#kept.set(route.routeConfig, handle);
  }
  override shouldAttach(route: ActivatedRouteSnapshot) {
    return this.#kept.has(route.routeConfig);
  }
  override retrieve(route: ActivatedRouteSnapshot) {
    return this.#kept.get(route.routeConfig) ?? null;
  }
}

const PAGES: Record<string, Type<unknown>> = { kept: Nothing, keep: Keep };
const way = new URLSearchParams(location.search).get('way') ?? '';
await bootstrapApplication(way === 'kept' ? Kept : InRoute, {
  providers: [
    way === 'keep' ? provideKeptEmbeds() : [],
    provideRouter([
      { path: '', pathMatch: 'full', component: PAGES[way] ?? Report },
      { path: 'settings', component: Settings },
    ]),
    ...(way === 'reuse' ? [{ provide: RouteReuseStrategy, useClass: KeepRoutes }] : []),
  ],
});
