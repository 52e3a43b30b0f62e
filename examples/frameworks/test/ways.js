/**
 * What happens to an embed when its viewer goes to another route and returns: the sessions minted on load, on leaving and
 * on return. `then`: the second time, if that differs. `slow`: a page takes so long that a preview is shown first.
 * `recipe`: what the guide recommends.
 */
const WAYS = [
  {
    page: 'routes-react',
    start: '/?way=kept',
    way: 'in the layout, `hidden`',
    sessions: [1, 0, 0],
    recipe: true,
  },
  { page: 'routes-react', start: '/?way=activity', way: '`<Activity>`', sessions: [1, 0, 0] },
  { page: 'routes-react', start: '/', way: 'in the route', sessions: [1, 0, 1] },
  {
    page: 'react-router',
    start: '/kept',
    way: 'in a layout route, `hidden`',
    sessions: [1, 0, 0],
    recipe: true,
  },
  { page: 'react-router', start: '/', way: 'in the route', sessions: [1, 0, 1] },
  { page: 'next', start: '/kept', way: 'in the layout, `hidden`', sessions: [1, 0, 0], recipe: true },
  { page: 'next', start: '/', way: 'in the page', sessions: [1, 0, 0], then: [1, 0] },
  { page: 'next', start: '/lazy', way: 'in the page, `loading="lazy"`', sessions: [1, 0, 0], then: [0, 1] },
  {
    page: 'routes-vue',
    start: '/?way=kept',
    way: 'in the layout, `v-show`',
    sessions: [1, 0, 0],
    recipe: true,
  },
  { page: 'routes-vue', start: '/?way=keep-alive', way: '`<KeepAlive>`', sessions: [1, 0, 1] },
  { page: 'routes-vue', start: '/', way: 'in the route', sessions: [1, 0, 1] },
  { page: 'nuxt', start: '/kept', way: 'in a parent page, `v-show`', sessions: [1, 0, 0], recipe: true },
  { page: 'sveltekit', start: '/kept', way: 'in the layout, `hidden`', sessions: [1, 0, 0], recipe: true },
  { page: 'sveltekit', start: '/', way: 'in the page', sessions: [1, 0, 1] },
  {
    page: 'routes-angular',
    start: '/?way=kept',
    way: 'beside the outlet, `[hidden]`',
    sessions: [1, 0, 0],
    recipe: true,
  },
  { page: 'routes-angular', start: '/?way=reuse', way: '`RouteReuseStrategy`', sessions: [1, 0, 1] },
  { page: 'routes-angular', start: '/', way: 'in the route', sessions: [1, 0, 1] },
  { page: 'routes-solid', start: '/', way: 'in the layout, `hidden`', sessions: [1, 0, 0], recipe: true },
  { page: 'routes-preact', start: '/', way: 'in the layout, `hidden`', sessions: [1, 0, 0], recipe: true },
  { page: 'alpine', start: '/kept', way: '`x-show`', sessions: [1, 0, 0], recipe: true },
  {
    page: 'astro',
    start: '/kept',
    way: 'outside `main`, only `main` is swapped',
    sessions: [1, 0, 0],
    recipe: true,
  },
  { page: 'astro', start: '/persist', way: '`transition:persist`', sessions: [1, 1, 1] },
  { page: 'htmx', start: '/kept', way: 'outside the target', sessions: [1, 0, 0], recipe: true },
  {
    page: 'htmx',
    start: '/preserve/',
    way: '`hx-boost` and `hx-preserve`, in Chromium',
    sessions: [1, 0, 0],
  },
  { page: 'turbo', start: '/frame/', way: 'outside a `<turbo-frame>`', sessions: [1, 0, 0], recipe: true },
  { page: 'turbo', start: '/', slow: true, way: 'in the page, `data-turbo-temporary`', sessions: [1, 0, 1] },
  { page: 'turbo', start: '/preview/', slow: true, way: 'in the page', sessions: [1, 0, 2] },
  { page: 'turbo', start: '/permanent/', way: '`data-turbo-permanent`', sessions: [1, 1, 2], then: [2, 2] },
];

export default WAYS;
