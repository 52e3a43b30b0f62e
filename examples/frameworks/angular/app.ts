import { Component, signal } from '@angular/core';
import type { ColorScheme } from 'cube-embed';
import { fetchSession } from '../shared/session.ts';
import { EmbedDashboard } from './cube-embed.ts';

@Component({
  selector: '#app',
  imports: [EmbedDashboard],
  template: `
    <button (click)="scheme.set('dark')">Dark</button>
    <button (click)="shown.set(!shown())">Toggle</button>
    <output>{{ said() }}</output>
    @if (shown()) {
      <cube-embed-dashboard
        baseUrl="https://acme.cubecloud.dev"
        dashboardId="sales"
        [colorScheme]="scheme()"
        [filters]="filters"
        [fetchSession]="fetchSession"
        (cube-embed-ready)="said.set('Ready: ' + $event.detail.publicId)"
      />
    }
  `,
})
export class App {
  readonly filters = { 'orders.status': 'completed' };
  readonly fetchSession = fetchSession;
  readonly shown = signal(true);
  readonly scheme = signal<ColorScheme>('light');
  readonly said = signal('');
}
