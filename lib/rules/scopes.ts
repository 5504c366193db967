import type { ObjectSet } from './object-set.js';
import { type Container, type Pod, runsOn } from './pods.js';
import { type Problem, under } from './problem.js';
import type { Check, KubernetesObject } from './rule.js';

type OfObject = (object: KubernetesObject, set: ObjectSet) => readonly Problem[];
type OfPod = (pod: Pod, set: ObjectSet) => readonly Problem[];
type OfContainer = (container: Container, pod: Pod) => readonly Problem[];

/** Judges every object of the kinds. */
export const objects =
  (kinds: readonly string[], judge: OfObject): Check =>
  (set) =>
    kinds.flatMap(set.ofKind).flatMap((object) => judge(object, set).map((problem) => ({ object, ...problem })));

/** Judges every object, of whatever kind. */
export const everyObject =
  (judge: OfObject): Check =>
  (set) =>
    set.objects.flatMap((object) => judge(object, set).map((problem) => ({ object, ...problem })));

/** Judges every pod by its spec; problems are relative to the pod spec. */
export const pods =
  (judge: OfPod, where: (pod: Pod) => boolean = () => true): Check =>
  (set) =>
    set.pods
      .filter(where)
      .flatMap((pod) => under(pod.path, judge(pod, set)).map((problem) => ({ object: pod.object, ...problem })));

/** Judges the workloads of the kinds by their pods; problems are relative to the workload. */
export const workloads =
  (kinds: readonly string[], judge: OfPod): Check =>
  (set) =>
    set.pods
      .filter((pod) => kinds.includes(pod.object.kind))
      .flatMap((pod) => judge(pod, set).map((problem) => ({ object: pod.object, ...problem })));

/** Judges the pods of the kinds. */
export const podsOf = (kinds: readonly string[], judge: OfPod): Check =>
  pods(judge, (pod) => kinds.includes(pod.object.kind));

/** Judges the pods that are meant to run on: all but those of Job and CronJob. */
export const runningPods = (judge: OfPod): Check => pods(judge, runsOn);

/** Judges every container, init and ephemeral ones too. */
export const containers = (judge: OfContainer): Check => pods(inEach(judge, () => true));

/** Judges the main containers only. */
export const mainContainers = (judge: OfContainer): Check => pods(inEach(judge, isMain));

/** Judges the main containers of pods that are meant to run on. */
export const runningContainers = (judge: OfContainer): Check => runningPods(inEach(judge, isMain));

/** Lifts a judgement of one container to the pod. */
export const inEach =
  (judge: OfContainer, where: (container: Container) => boolean): OfPod =>
  (pod) =>
    pod.containers.filter(where).flatMap((container) => under(container.path, judge(container, pod)));

const isMain = ({ role }: Container): boolean => role === 'main';
