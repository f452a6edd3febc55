// Loads a page of the preview again when it has changed, and shows what the last build has said.
'use strict';

{
  const { socket, version } = document.currentScript.dataset;
  let notice;

  const make = (name, text, ...children) => {
    const element = document.createElement(name);
    element.textContent = text;
    element.append(...children);
    return element;
  };

  const show = ({ failure, warnings }) => {
    notice?.remove();
    notice = undefined;
    if (!failure && !warnings.length) {
      return;
    }
    const lines = [failure, ...warnings].filter(Boolean).join('\n');
    const count = warnings.length === 1 ? 'one warning' : `${warnings.length} warnings`;
    const summary = failure
      ? 'The last build has failed; pages are as they were before.'
      : `The last build has ${count}.`;
    const details = make('details', '', make('summary', summary), make('pre', lines));
    details.open = Boolean(failure) || sessionStorage.getItem('live-open') === 'true';
    details.addEventListener('toggle', () => sessionStorage.setItem('live-open', details.open));
    notice = make('section', '', details);
    notice.className = failure ? 'live-notice live-failed' : 'live-notice';
    notice.setAttribute('role', failure ? 'alert' : 'status');
    notice.setAttribute('aria-label', 'Preview');
    document.body.append(notice);
  };

  const connect = () => {
    const address = new URL(socket, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const connection = new WebSocket(address);
    connection.onmessage = ({ data }) => {
      const told = JSON.parse(data);
      if (told.version === version) {
        document.documentElement.classList.toggle('live-building', told.building);
        if (!told.building) {
          show(told);
        }
      } else {
        location.reload();
      }
    };
    connection.onclose = () => setTimeout(connect, 1000);
  };

  connect();
}
