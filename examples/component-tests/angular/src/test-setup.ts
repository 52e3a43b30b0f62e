import 'cube-embed/testing/dom';
