// Before anything is painted: light or dark, as somebody has chosen, or as the system has it.
{
  const chosen = localStorage.getItem('heddle-theme')
  if (chosen) document.documentElement.dataset.theme = chosen
}
