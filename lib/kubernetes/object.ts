import {
  ApiObject,
  type ApiObjectProps,
  App,
  ImplicitTokenResolver,
  JsonPatch,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';
import type { Construct } from 'constructs';
import type { Json, JsonObject } from '../json.js';
import { overlay } from './overlay.js';

/** What every cdk8s app resolves: tokens, lazy values and unions of the typed L1, none of which a manifest holds. */
const builtIn = [ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver];

/**
 * An object made from a finished manifest, such as `k8s.KubeDeployment.manifest(…)` gives. It renders to that and to its
 * metadata as they stand then, in a third of the time of the typed L1 class, which resolves and filters everything again;
 * JSON patches therefore keep fields that are newer than the L1.
 */
export class ManifestObject extends ApiObject {
  private readonly manifest: JsonObject;

  constructor(scope: Construct, id: string, manifest: ApiObjectProps) {
    super(scope, id, manifest);
    this.manifest = manifest;
  }

  override toJson(): Json {
    const hasOwnResolvers = App.of(this).resolvers.some((one) => !builtIn.some((kind) => one instanceof kind));
    return hasOwnResolvers ? super.toJson() : { ...this.manifest, metadata: this.metadata.toJson() };
  }

  /** Changes the rendered object; unlike that of the typed L1 classes it may write any field. */
  override addJsonPatch(...operations: JsonPatch[]): void {
    overlay(this, (json) => JsonPatch.apply(structuredClone(json), ...operations));
  }
}

/** Makes an object of a typed L1 class, such as `k8s.KubeDeployment`, from its typed properties. */
export const kubeObject = <Props>(
  kind: { readonly manifest: (props: Props) => ApiObjectProps },
  scope: Construct,
  id: string,
  props: NoInfer<Props>,
): ManifestObject => new ManifestObject(scope, id, kind.manifest(props));
