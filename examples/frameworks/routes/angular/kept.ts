import 'cube-embed';
import { CUSTOM_ELEMENTS_SCHEMA, Component, inject } from '@angular/core';
import { Router, RouterLink, RouterOutlet, isActive } from '@angular/router';

@Component({
  selector: '#app',
  imports: [RouterLink, RouterOutlet],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <nav><a routerLink="/">Reports</a> <a routerLink="/settings">Settings</a></nav>
    <cube-embed-dashboard
      [hidden]="!onReport()"
      base-url="https://acme.cubecloud.dev"
      dashboard-id="sales"
      session-endpoint="/cube-session"
      loading="lazy"
    />
    <router-outlet />
  `,
})
export class Kept {
  readonly onReport = isActive('/', inject(Router), { paths: 'exact', queryParams: 'ignored' });
}
