/** Where average drop and increase in confidence come from. */
export const GRAD_CAM_PLUS_PLUS = {
  title: 'Chattopadhay et al., Grad-CAM++, WACV 2018',
  url: 'https://arxiv.org/abs/1710.11063',
};

export const RISE = {
  title: 'Petsiuk et al., RISE: Randomized Input Sampling for Explanation of Black-box Models, BMVC 2018',
  url: 'https://arxiv.org/abs/1806.07421',
};
