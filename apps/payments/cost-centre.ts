import { ApiObject } from 'cdk8s';
import type { IConstruct, IMixin } from 'constructs';

/** Writes the cost centre on every object: a mixin works on any chart, of any team. */
export const costCentre = (number: string): IMixin => ({
  supports: (construct: IConstruct) => ApiObject.isApiObject(construct),
  applyTo: (construct: IConstruct) => {
    if (ApiObject.isApiObject(construct)) construct.metadata.addAnnotation('example.com/cost-centre', number);
  },
});
