import { Component, signal } from '@angular/core';
import { EmbedDashboard } from '../../angular/cube-embed.ts';
import { fetchSession } from '../../shared/session.ts';

@Component({
  selector: '#app',
  imports: [EmbedDashboard],
  template: `
    <button (click)="shown.set(!shown())">Toggle</button>
    @if (shown()) {
      <cube-embed-dashboard
        #embed
        keep
        baseUrl="https://acme.cubecloud.dev"
        dashboardId="sales"
        [fetchSession]="fetchSession"
      />
      <button (click)="embed.renew()">Renew</button>
      <button (click)="embed.reload()">Reload</button>
      <button (click)="embed.setFilter({ 'orders.status': 'shipped' })">Shipped</button>
      <output>
        {{ embed.status() }} {{ embed.error()?.code }} {{ embed.renewing() ? 'renewing' : '' }}
        {{ embed.path() }}
      </output>
    }
  `,
})
export class App {
  readonly fetchSession = fetchSession;
  readonly shown = signal(true);
}
