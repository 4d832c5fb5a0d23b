// What makes the app quicker where scripts run. Everything works without.
"use strict";
(() => {
  const field = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  // Keys: each is that of a button or link on the page, so that none does what can't be seen.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (document.body.dataset.keys === "uit" && event.key !== "Escape") return;
    if (event.key !== "Escape" && field(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const found = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key && !e.disabled);
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) {
      const folded = found.closest("details");
      if (folded) folded.open = true;
      found.focus();
      found.select();
    } else found.click();
  });

  // One press of a button sends a form once.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    else if (event.target.method === "post") event.target.dataset.sent = "ja";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // The record stands in sight, in the text as in the list.
  const show = (selector, block) => {
    const element = document.querySelector(selector);
    const pane = element && element.closest(".scroll, .items");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const at = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += at - (block === "middle" ? pane.clientHeight / 3 : 24);
  };
  show(".text mark.current, .sheet rect.current", "middle");
  show(".items [aria-current]", "middle");

  // Why: asked for after the page stands, since an answer may take a while.
  for (const place of document.querySelectorAll("[data-fetch]")) {
    fetch(place.dataset.fetch, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((html) => {
        if (html === null) return;
        const part = new DOMParser().parseFromString(html, "text/html");
        place.replaceWith(...part.body.childNodes);
      })
      .catch(() => {});
  }

  // Work that goes on: how far it is, asked again and again; when it is done, the page of what came of it.
  let polls = 0;
  const poll = () => {
    const place = document.querySelector("[data-poll]");
    if (!place) return;
    setTimeout(async () => {
      try {
        const answer = await fetch(place.dataset.poll, { credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.querySelector("[data-poll]");
        if (!now) {
          location.replace(place.dataset.poll);
          return;
        }
        document.title = page.title;
        polls += 1;
        if (polls % 5 === 0) place.replaceChildren(...now.childNodes); // read aloud: not every second
        const [bar, next] = [document, page].map((one) => one.querySelector("[data-poll-value]"));
        if (bar && next && next.hasAttribute("value")) {
          bar.max = next.max;
          bar.value = next.value;
        }
      } catch {
        // the app may be busy, or stopped: asked again
      }
      poll();
    }, 1000);
  };
  poll();

  // Words selected in the text go into the form that asks for words, with their place.
  const text = document.querySelector(".text");
  const sheet = document.querySelector(".sheet .words");
  const words = document.querySelector('[data-select="text"]');
  const start = document.querySelector('[data-select="start"]');
  const said = (fragment) => {
    for (const sign of fragment.querySelectorAll(".code")) sign.remove();
    return fragment.textContent;
  };
  const selected = () => {
    const selection = document.getSelection();
    if (!text || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const node = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement;
    const paragraph = node.closest("[data-start]");
    if (!paragraph) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const at = Number(paragraph.dataset.start) + [...said(before.cloneContents())].length;
    const quote = said(range.cloneContents());
    return quote.trim() ? { quote, at: at + [...quote].length - [...quote.trimStart()].length } : null;
  };
  // The same on the picture of a page, where the words lie over it.
  const point = (node, offset) => {
    const word = node.nodeType === 3 ? node.parentElement.closest("tspan") : null;
    if (word) return Number(word.dataset.start) + [...node.data.slice(0, offset)].length;
    const next = node.nodeType === 3 ? node.nextSibling : node.childNodes[offset];
    return next && next.dataset ? Number(next.dataset.start) : null;
  };
  const onSheet = () => {
    const selection = document.getSelection();
    if (!sheet || selection.isCollapsed || !sheet.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const quote = range.toString();
    const at = point(range.startContainer, range.startOffset);
    return quote.trim() && at !== null ? { quote, at } : null;
  };
  if (sheet) {
    sheet.classList.add("over");
    // What lies below the words can be clicked all the same.
    const below = (event) =>
      document.elementsFromPoint(event.clientX, event.clientY).map((one) => one.closest(".sheet a")).find(Boolean);
    let near = null;
    sheet.addEventListener("mousemove", (event) => {
      const found = event.buttons ? null : below(event);
      if (found === near) return;
      if (near) near.classList.remove("near");
      if (found) found.classList.add("near");
      sheet.classList.toggle("link", Boolean(found));
      near = found;
    });
    sheet.addEventListener("click", (event) => {
      const found = document.getSelection().isCollapsed ? below(event) : null;
      if (!found) return;
      if (event.ctrlKey || event.metaKey) window.open(found.href.baseVal, "_blank", "noopener");
      else location.href = found.href.baseVal;
    });
  }
  document.addEventListener("selectionchange", () => {
    const found = selected() || onSheet();
    if (!found) return;
    if (words) words.value = found.quote.trim();
    if (start) start.value = found.at;
    for (const link of document.querySelectorAll("a[data-key='m']")) {
      const address = new URL(link.href);
      address.searchParams.set("citaat", found.quote.trim());
      address.searchParams.set("begin", found.at);
      link.href = address.href;
    }
  });
})();
