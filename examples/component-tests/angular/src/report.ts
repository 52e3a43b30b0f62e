import 'cube-embed';
import { CUSTOM_ELEMENTS_SCHEMA, Component, signal } from '@angular/core';

@Component({
  selector: 'app-report',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <p role="status">{{ status() }}</p>
    <cube-embed-dashboard
      base-url="https://acme.cubecloud.dev"
      dashboard-id="sales"
      session-endpoint="/cube-session"
      (cube-embed-ready)="status.set('Ready: ' + $event.detail.publicId)"
      (cube-embed-error)="status.set('Failed: ' + $event.detail.error.code)"
    />
  `,
})
export class Report {
  readonly status = signal('Loading');
}
