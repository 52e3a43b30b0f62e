import { TestBed } from '@angular/core/testing';
import { embedStub } from 'cube-embed/testing/dom';
import { Report } from './report';

it('shows when the dashboard is ready', async () => {
  const fixture = TestBed.createComponent(Report);
  await fixture.whenStable();
  const page: HTMLElement = fixture.nativeElement;
  embedStub(page.querySelector('cube-embed-dashboard')).ready();
  await fixture.whenStable();
  expect(page.querySelector('[role=status]')?.textContent).toBe('Ready: sales');
});
