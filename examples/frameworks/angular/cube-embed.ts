/**
 * Typed inputs and outputs for Angular's templates: a misspelled input or a value of the wrong type is a compile error.
 * Copy this file, and import `EmbedDashboard`, `EmbedChat` or `EmbedApp` instead of using `CUSTOM_ELEMENTS_SCHEMA`. Add
 * the properties that you need and do not find here.
 */
import { isPlatformServer } from '@angular/common';
import {
  Component,
  Directive,
  ElementRef,
  PLATFORM_ID,
  RendererFactory2,
  booleanAttribute,
  inject,
  input,
  output,
  provideEnvironmentInitializer,
  signal,
} from '@angular/core';
import type { OnChanges, Renderer2, SimpleChanges } from '@angular/core';
import { parkAll } from 'cube-embed';
import type { CubeEmbedApp as App, CubeEmbedChat as Chat, CubeEmbedDashboard as Dashboard } from 'cube-embed';
import type { CubeEmbedEventMap as Events, Filters } from 'cube-embed';

/**
 * A provider for `bootstrapApplication`: an embed with `keep` is there at once when the viewer comes back. Angular removes elements
 * before it calls `ngOnDestroy`, so this parks them where its renderers remove an element.
 */
export const provideKeptEmbeds = () =>
  provideEnvironmentInitializer(() => {
    const factory = inject(RendererFactory2);
    const createRenderer = factory.createRenderer.bind(factory);
    const known = new WeakSet<Renderer2>();
    factory.createRenderer = (host, type) => {
      const renderer = createRenderer(host, type);
      if (known.has(renderer)) return renderer;
      known.add(renderer);
      const removeChild = renderer.removeChild.bind(renderer);
      renderer.removeChild = (parent, child, ...more) => {
        parkAll(child);
        removeChild(parent, child, ...more);
      };
      return renderer;
    };
  });

/** Markup has only attributes: kebab-case, JSON for data, and nothing for functions. */
function setAttribute(element: HTMLElement, input: string, value: unknown) {
  if (value == null || value === false || typeof value === 'function') return;
  const name = input.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  element.setAttribute(
    name,
    typeof value === 'object' ? JSON.stringify(value) : value === true ? '' : `${value}`,
  );
}

@Directive()
abstract class Embed implements OnChanges {
  readonly baseUrl = input<Dashboard['baseUrl']>();
  readonly sessionEndpoint = input<Dashboard['sessionEndpoint']>();
  readonly fetchSession = input<Dashboard['fetchSession']>();
  readonly deploymentId = input<Dashboard['deploymentId']>();
  readonly frameTitle = input<Dashboard['frameTitle']>();
  readonly loading = input<Dashboard['loading']>();
  readonly colorScheme = input<Dashboard['colorScheme']>();
  readonly locale = input<Dashboard['locale']>();
  readonly timezone = input<Dashboard['timezone']>();
  readonly theme = input<Dashboard['theme']>();
  readonly params = input<Dashboard['params']>();
  readonly keep = input<boolean, unknown>(false, { transform: booleanAttribute });

  // Declared only for their types: Angular listens to the element's own events of these names.
  readonly readyEvent = output<Events['cube-embed-ready']>({ alias: 'cube-embed-ready' });
  readonly statusChangeEvent = output<Events['cube-embed-status-change']>({
    alias: 'cube-embed-status-change',
  });
  readonly renewedEvent = output<Events['cube-embed-renewed']>({ alias: 'cube-embed-renewed' });
  readonly beforeReloadEvent = output<Events['cube-embed-before-reload']>({
    alias: 'cube-embed-before-reload',
  });
  readonly errorEvent = output<Events['cube-embed-error']>({ alias: 'cube-embed-error' });
  readonly viewEvent = output<Events['cube-embed-view']>({ alias: 'cube-embed-view' });
  readonly navigateEvent = output<Events['cube-embed-navigate']>({ alias: 'cube-embed-navigate' });
  readonly dashboardLoadedEvent = output<Events['cube-embed-dashboard-loaded']>({
    alias: 'cube-embed-dashboard-loaded',
  });
  readonly downloadEvent = output<Events['cube-embed-download']>({ alias: 'cube-embed-download' });
  readonly drilldownEvent = output<Events['cube-embed-drilldown']>({ alias: 'cube-embed-drilldown' });
  readonly aiQueryEvent = output<Events['cube-embed-ai-query']>({ alias: 'cube-embed-ai-query' });
  readonly messageEvent = output<Events['cube-embed-message']>({ alias: 'cube-embed-message' });

  /** The element itself, for what is not here. */
  readonly element = inject<ElementRef<Dashboard>>(ElementRef).nativeElement;

  readonly #isOnServer = isPlatformServer(inject(PLATFORM_ID));

  /** The element's state: `<cube-embed-dashboard #embed />` and `embed.status()`. One from a server's markup has begun before. */
  readonly status = signal<Dashboard['status']>(this.#isOnServer ? 'idle' : this.element.status);
  readonly error = signal<Dashboard['error']>(null);
  readonly renewing = signal(false);
  readonly path = signal<Dashboard['path']>(undefined);

  constructor() {
    const read = () => {
      this.status.set(this.element.status);
      this.error.set(this.element.error);
      this.renewing.set(this.element.renewing);
      this.path.set(this.element.path);
    };
    // An element tells its controllers of all changes but the viewer's path. On a server it has none.
    this.element.addController?.({ hostUpdated: read });
    for (const name of ['cube-embed-view', 'cube-embed-navigate']) this.element.addEventListener(name, read);
  }

  renew() {
    return this.element.renew();
  }

  reload() {
    return this.element.reload();
  }

  refresh() {
    this.element.refresh();
  }

  navigate(path: string) {
    this.element.navigate(path);
  }

  ngOnChanges(changes: SimpleChanges) {
    for (const [name, { currentValue }] of Object.entries(changes)) {
      if (this.#isOnServer) setAttribute(this.element, name, currentValue);
      else Reflect.set(this.element, name, currentValue);
    }
  }
}

@Component({ selector: 'cube-embed-dashboard', template: '<ng-content />' })
export class EmbedDashboard extends Embed {
  readonly dashboardId = input<Dashboard['dashboardId']>();
  readonly filters = input<Dashboard['filters']>();
  readonly timeGranularities = input<Dashboard['timeGranularities']>();
  readonly fieldSwitches = input<Dashboard['fieldSwitches']>();
  readonly allowExport = input<Dashboard['allowExport']>();
  readonly hideExportMenu = input<Dashboard['hideExportMenu']>();
  readonly hideHeader = input<Dashboard['hideHeader']>();
  readonly hideBackButton = input<Dashboard['hideBackButton']>();
  readonly hideTitle = input<Dashboard['hideTitle']>();
  readonly hideEditButton = input<Dashboard['hideEditButton']>();
  readonly hideDuplicateButton = input<Dashboard['hideDuplicateButton']>();

  setFilter(filters: Filters) {
    this.element.setFilter(filters);
  }
}

@Component({ selector: 'cube-embed-chat', template: '<ng-content />' })
export class EmbedChat extends Embed {
  readonly chatId = input<Chat['chatId']>();
  readonly hideNewChat = input<Chat['hideNewChat']>();
  readonly hideInput = input<Chat['hideInput']>();
  readonly hideHistory = input<Chat['hideHistory']>();
}

@Component({ selector: 'cube-embed-app', template: '<ng-content />' })
export class EmbedApp extends Embed {
  readonly allowExport = input<App['allowExport']>();
  readonly hideExportMenu = input<App['hideExportMenu']>();
  readonly hideHeader = input<App['hideHeader']>();
  readonly hideBackButton = input<App['hideBackButton']>();
  readonly hideTitle = input<App['hideTitle']>();
  readonly hideEditButton = input<App['hideEditButton']>();
  readonly hideDuplicateButton = input<App['hideDuplicateButton']>();
  readonly hideWorkbookBackButton = input<App['hideWorkbookBackButton']>();
}
