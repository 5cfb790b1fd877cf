"use strict";
// What the script adds to pages that are complete without it: citations copied, corrections in place, files dropped.
(() => {
  const token = document.querySelector('meta[name="onrecord-token"]').content;
  const toast = document.getElementById("toast");
  let leaving = 0;
  const say = (words) => {
    toast.textContent = words;
    toast.hidden = false;
    clearTimeout(leaving);
    leaving = setTimeout(() => { toast.hidden = true; }, 5000);
  };

  const copy = async (link) => {
    const answer = await fetch(`${link.pathname}.json`);
    if (!answer.ok) throw new Error(answer.statusText);
    await navigator.clipboard.writeText((await answer.json()).text);
    say("Citation copied");
  };

  // The page of corrections as a dialog; its forms are sent as they would be from there.
  const correct = async (link) => {
    const item = link.closest(".item, .sheet")?.id;
    const here = location.pathname + location.search.replace(/([?&])done=\d+&?/, "$1").replace(/[?&]$/, "");
    const answer = await fetch(`${link.pathname}?back=${encodeURIComponent(here + (item ? `#${item}` : ""))}`);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "h-correct");
    dialog.append(document.adoptNode(page.getElementById("correct")));
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a.cite, a.fix, dialog a.leave");
    if (!link) return;
    event.preventDefault();
    if (link.matches(".leave")) { link.closest("dialog").close(); return; }
    (link.matches(".cite") ? copy(link) : correct(link)).catch(() => { location.href = link.href; });
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target.method === "post" && button) setTimeout(() => { button.disabled = true; });
  });

  // Files may be dropped onto any page.
  const files = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", async (event) => {
    if (!files(event)) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    const form = new FormData();
    for (const file of event.dataTransfer.files) form.append("file", file);
    say("Sending …");
    try {
      const answer = await fetch("/api/articles", { method: "POST", body: form, headers: { "X-Onrecord-Token": token } });
      const told = await answer.json();
      if (answer.ok) location.href = `/jobs/${told.id}`; else say(told.detail);
    } catch { say("That could not be sent: 64 MB at most at once"); }
  });

  // A job that runs: ask how far it is, and show its outcome once it is done.
  const job = document.getElementById("job");
  if (job && ["queued", "running"].includes(job.dataset.state)) {
    const [lead, bar] = [job.querySelector(".lead"), job.querySelector("progress")];
    const ask = async () => {
      try {
        const told = await (await fetch(`/api/jobs/${job.dataset.job}`)).json();
        if (!["queued", "running"].includes(told.state)) { location.reload(); return; }
        if (told.total) {
          lead.textContent = told.done < told.total ? `Reading: ${told.done} of ${told.total}` : "Joining with the record";
          bar.value = told.done;
        }
      } catch { /* the next question may be answered */ }
      setTimeout(ask, 700);
    };
    ask();
  }
})();
