try{var t=localStorage.theme;if(t)document.documentElement.dataset.theme=t}catch(e){}document.documentElement.classList.add('js')
