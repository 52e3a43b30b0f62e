import 'cube-embed';
import { CUSTOM_ELEMENTS_SCHEMA, Component, signal } from '@angular/core';
import type { ColorScheme } from 'cube-embed';
import { fetchSession } from '../shared/session.ts';

@Component({
  selector: '#app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button (click)="scheme.set('dark')">Dark</button>
    <button (click)="shown.set(!shown())">Toggle</button>
    <output>{{ said() }}</output>
    @if (shown()) {
      <cube-embed-dashboard
        base-url="https://acme.cubecloud.dev"
        dashboard-id="sales"
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
