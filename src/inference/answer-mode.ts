/** How an endpoint is asked for a structured answer. Which way works is probed once and remembered by the caller. */

/**
 * From strict to lax: a schema the endpoint enforces, any JSON object, the arguments of one forced tool call, and lines
 * of plain text for endpoints that can do none of these.
 */
export const answerModes = ['json_schema', 'json_object', 'tool', 'delimited'] as const
export type AnswerMode = (typeof answerModes)[number]

/** Which of OpenAI's two interfaces is spoken. */
export const chatApis = ['responses', 'chat'] as const
export type ChatApi = (typeof chatApis)[number]

/** The way one endpoint is spoken to. */
export interface EndpointProfile {
  readonly api: ChatApi
  readonly mode: AnswerMode
  /** Answers come as server-sent events, so that one that runs away can be cut. */
  readonly streams: boolean
}

/** What an endpoint may refuse: a mode, the Responses API, or streaming. */
export type EndpointFeature = AnswerMode | 'responses' | 'stream'

/** The endpoint said that it lacks a feature; nothing was billed, and another profile may work. */
export class FeatureRefused extends Error {
  override readonly name = 'FeatureRefused'
  readonly feature: EndpointFeature
  constructor(feature: EndpointFeature, options?: { readonly cause?: unknown }) {
    super(`The endpoint refuses ${feature}.`, options)
    this.feature = feature
  }
}

/** The profile to try after `feature` was refused; undefined when nothing is left. `modes` are those of the driver. */
export function profileWithout(
  profile: EndpointProfile,
  feature: EndpointFeature,
  modes: readonly AnswerMode[],
): EndpointProfile | undefined {
  if (feature === 'stream') return profile.streams ? { ...profile, streams: false } : undefined
  if (feature === 'responses') return profile.api === 'responses' ? { ...profile, api: 'chat' } : undefined
  const mode = modes[modes.indexOf(profile.mode) + 1]
  return mode === undefined ? undefined : { ...profile, mode }
}
