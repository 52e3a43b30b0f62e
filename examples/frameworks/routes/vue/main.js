import { parkAll } from 'cube-embed';
import { createApp, h } from 'vue';
import { RouterLink, RouterView, createRouter, createWebHistory } from 'vue-router';
import KeepAlive from './KeepAlive.vue';
import KeepReport from './KeepReport.vue';
import Kept from './Kept.vue';
import Report from './Report.vue';
import Transition from './Transition.vue';

const InRoute = {
  render: () => [
    h('nav', [
      h(RouterLink, { to: '/' }, () => 'Reports'),
      ' ',
      h(RouterLink, { to: '/settings' }, () => 'Settings'),
    ]),
    h(RouterView),
  ],
};

const way = new URLSearchParams(location.search).get('way') ?? '';
const Root =
  { kept: Kept, 'keep-alive': KeepAlive, 'keep-keep-alive': KeepAlive, 'keep-transition': Transition }[way] ??
  InRoute;
const Page = /^keep(?!-alive)/.test(way) ? KeepReport : Report;
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Root === Kept ? { render: () => null } : Page },
    { path: '/settings', component: { render: () => h('h1', 'Settings') } },
  ],
});
// <KeepAlive> tells nobody before it removes the elements.
if (way === 'keep-keep-alive') router.afterEach(() => void parkAll());
createApp(Root).use(router).mount('#app');
