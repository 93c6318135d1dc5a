/**
 * A no for whoever asked: a page for people, a problem document for programs.
 */
import { PROBLEMS, problem, type Problem, type ProblemCode } from "../../../core/contract/problem.ts";
import { refuse } from "../../answers/json.ts";
import { showPage } from "../../answers/page.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import { sorryPage, type Way } from "../../pages/sorry.ts";
import { wantsJson } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";

/** @param way the way on; without one, to the list of events. */
export function sayNo(call: Call, of: Problem | ProblemCode, way?: Way): Response | Promise<Response> {
  const why = typeof of === "string" ? problem(of) : of;
  if (wantsJson(call.request.headers)) return refuse(call, why);
  const texts = textsOf(call.request);
  const on = way ?? { label: texts.shop.backToEvents, path: "/" };
  const { retryAfterSeconds } = why;
  const page = sorryPage(why, on, texts, call.requestId);
  return showPage(call, PROBLEMS[why.code].status, page, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
}
