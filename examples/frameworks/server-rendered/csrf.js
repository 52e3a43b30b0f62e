import { configure, endpointSource } from 'cube-embed';

configure({
  fetchSession: endpointSource('/cube-session', {
    headers: () => ({ 'X-CSRF-Token': document.querySelector('meta[name=csrf-token]').content }),
  }),
});
