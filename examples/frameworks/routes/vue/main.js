import { createApp, h } from 'vue';
import { RouterLink, RouterView, createRouter, createWebHistory } from 'vue-router';
import KeepAlive from './KeepAlive.vue';
import Kept from './Kept.vue';
import Report from './Report.vue';

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

const way = new URLSearchParams(location.search).get('way');
const Root = { kept: Kept, 'keep-alive': KeepAlive }[way] ?? InRoute;
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Root === Kept ? { render: () => null } : Report },
    { path: '/settings', component: { render: () => h('h1', 'Settings') } },
  ],
});
createApp(Root).use(router).mount('#app');
