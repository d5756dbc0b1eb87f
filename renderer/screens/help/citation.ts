/** How a paper cites the method. */
export const BIBTEX = `@inproceedings{jung2021liftcam,
  title     = {Towards Better Explanations of Class Activation Mapping},
  author    = {Jung, Hyungsik and Oh, Youngrock},
  booktitle = {Proceedings of the IEEE/CVF International Conference on Computer Vision (ICCV)},
  pages     = {1336--1344},
  year      = {2021}
}`;
