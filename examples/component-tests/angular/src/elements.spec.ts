import { TestBed } from '@angular/core/testing';
import { SessionDeniedError, configure } from 'cube-embed';
import { Report } from './report';

it('shows what the real element reports', async () => {
  configure({ fetchSession: () => Promise.reject(new SessionDeniedError()) });
  const fixture = TestBed.createComponent(Report);
  const page: HTMLElement = fixture.nativeElement;
  page.querySelector('cube-embed-dashboard')?.removeAttribute('session-endpoint');
  document.body.append(page);
  await vi.waitFor(async () => {
    await fixture.whenStable();
    expect(page.querySelector('[role=status]')?.textContent).toBe('Failed: session-denied');
  });
});
