import { bootstrapApplication } from '@angular/platform-browser';
import { Report } from './report';

await bootstrapApplication(Report);
