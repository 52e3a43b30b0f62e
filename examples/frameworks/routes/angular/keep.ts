import { Component } from '@angular/core';
import { EmbedDashboard } from '../../angular/cube-embed.ts';

@Component({
  selector: 'app-keep',
  imports: [EmbedDashboard],
  template: `<cube-embed-dashboard
    keep
    baseUrl="https://acme.cubecloud.dev"
    dashboardId="sales"
    sessionEndpoint="/cube-session"
  />`,
})
export class Keep {}
